"""Results of Hadome runs: labelled arrays, tables, and the report for planners.

>>> import hadome
>>> with hadome.open("out/japan") as results:                   # doctest: +SKIP
...     results["metrics"].aep.sel(headline="it_caused")        # xarray, read when used
...     results.ranking("all_causes").head()                    # pandas
"""

from .errors import ResultsError
from .reader import Results, open

__version__ = "0.1.0"
__all__ = ["Results", "ResultsError", "open", "__version__"]
