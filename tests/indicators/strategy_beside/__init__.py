"""Tests of what stands beside a status: plausibility, projection, verdicts, yardstick, counts."""
