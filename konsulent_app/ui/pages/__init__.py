"""The pages of the app, each built from widgets and read models."""
