"""Developer tools: run inside the virtual environment by dev.py, never shipped."""
