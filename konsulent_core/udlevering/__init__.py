"""What leaves the machine when a sag is handed out: as a file for programs, as tables, and as something to read."""
