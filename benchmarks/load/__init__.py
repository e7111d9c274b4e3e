"""What the running app carries: many people at once, over the protocol their browsers speak. `python -m benchmarks.load`."""
