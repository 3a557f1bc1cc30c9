"""A working day to look at: a server, two machines and six borgere, all on this computer and all invented."""
