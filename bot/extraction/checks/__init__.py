"""What a finding must pass, whoever read it: its words stand there and say what it says."""
