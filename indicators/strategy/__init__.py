"""The strategy as data: what was decided, where each place stands, whether the pace suffices.

Start with :mod:`~indicators.strategy.model` (the records), :mod:`~indicators.strategy.load`
(:func:`load_strategy`), :mod:`~indicators.strategy.assess` (the method, pure) and
:mod:`~indicators.strategy.status` (a goal's status from the library's figures).
"""
