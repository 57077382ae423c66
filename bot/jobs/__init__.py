"""What is done beside the weekly run: commands, imports, versions, measurements, the timetable."""
