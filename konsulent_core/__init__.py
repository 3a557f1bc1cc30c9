"""What is true on every machine: no Qt, no SQL, no files, no network."""
