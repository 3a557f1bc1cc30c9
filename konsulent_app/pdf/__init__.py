"""The papers: from a locked snapshot to PDF; the only part of the app that knows ReportLab."""

from reportlab import rl_config

# Read when its shapes are first imported, which is after this: ReportLab would check every attribute of every mark of
# a chart anew, a fifth of a report's time. mypy has checked ours.
rl_config.shapeChecking = 0
