"""Tests of the strategy: its records, its method, its files."""
