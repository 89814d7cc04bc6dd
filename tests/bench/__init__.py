"""``make bench``: what the panel costs, as ratios to peers measured in the same run.

Every contestant is a process of its own on 127.0.0.1; they are measured in turns, so that a slow
moment of the machine hits all of them. Nothing here is collected as a test.
"""
