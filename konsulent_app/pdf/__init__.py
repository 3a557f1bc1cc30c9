"""The papers: from a locked snapshot to PDF; the only part of the app that knows ReportLab."""
