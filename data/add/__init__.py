"""Adding a dataset by link: ``python -m data.add ADDRESS``.

From the address to what it asks for (``address``), what the service says of the table and what is
chosen in it (``choice``, ``preview``), the questions that are left (``asking``, ``questions``), and
the two records as they are written (``record``, ``text``, ``toml``, ``files``).
"""
