"""The charts as plain shapes, laid out once: paper and screen each draw them with a pen of their own."""
