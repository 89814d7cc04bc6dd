"""A meeting: the views an analyst has collected, in order, and what is said under each.

A meeting is a list of selections and words and nothing else (:mod:`indicators.meeting.model`);
what a slide shows is worked out from the library each time (:func:`indicators.meeting.content`).
"""
