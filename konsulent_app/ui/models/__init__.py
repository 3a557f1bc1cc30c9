"""What Qt's views show and what drives the sync: models over plain values, no widgets."""
