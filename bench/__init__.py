"""Benchmarks: `bin/bench`. Machines are shared and noisy, so each compares CPU time or a ratio in one run."""
