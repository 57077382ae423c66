"""Topics: all that one field of research decides, one folder for each."""
