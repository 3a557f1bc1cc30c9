"""A caseload that comes from a file: its columns, its cells, its rows."""
