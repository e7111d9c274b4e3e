"""What is measured, against whom. `python -m benchmarks` prints a table and writes a dated record."""
