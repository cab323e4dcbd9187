"""Which judged inputs hold a function in the top of the ranking: each is halved and doubled, and the ranking made again.

`python3 -m hadome.sensitivity RUN.toml --hadome PROGRAM -o DIR`; docs/sensitivity.md tells how to read what it writes.
"""
