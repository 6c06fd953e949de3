"""The type of arrays of figures; NaN is missing."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
