"""A working day in a few hours: workshop after workshop on one process, and what happens to its memory."""
