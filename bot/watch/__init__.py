"""Watching: logs that operators read, with everything masked that is nobody's business."""
