"""The pictures, a module a group of pages. The invented people they show stand in `tools.shot_*`."""
