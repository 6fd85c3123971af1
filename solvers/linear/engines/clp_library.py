"""CLP's own C interface, called in the library that OR-Tools carries.

OR-Tools' wrapper of CLP takes no basis, and puts new columns in entry by entry: 5 s where CLP itself takes 0.01.
The functions and their arguments are those of Clp_C_Interface.h, stable since 2002.
"""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path

import numpy as np
import ortools

_MODEL = ctypes.c_void_p
_NUMBERS = np.ctypeslib.ndpointer(np.float64, flags="C_CONTIGUOUS")
_INDICES = np.ctypeslib.ndpointer(np.int32, flags="C_CONTIGUOUS")
_STATUSES = np.ctypeslib.ndpointer(np.uint8, flags="C_CONTIGUOUS")
_SIGNATURES: dict[str, tuple[object, list[object]]] = {
    "Clp_newModel": (_MODEL, []),
    "Clp_deleteModel": (None, [_MODEL]),
    "Clp_setLogLevel": (None, [_MODEL, ctypes.c_int]),
    "Clp_loadProblem": (None, [_MODEL, ctypes.c_int, ctypes.c_int, _INDICES, _INDICES, *[_NUMBERS] * 6]),
    "Clp_copyinStatus": (None, [_MODEL, _STATUSES]),
    "Clp_setMaximumSeconds": (None, [_MODEL, ctypes.c_double]),
    "Clp_initialDualSolve": (ctypes.c_int, [_MODEL]),
    "Clp_dual": (ctypes.c_int, [_MODEL, ctypes.c_int]),
    "Clp_status": (ctypes.c_int, [_MODEL]),
    "Clp_statusArray": (ctypes.POINTER(ctypes.c_uint8), [_MODEL]),
    "Clp_primalColumnSolution": (ctypes.POINTER(ctypes.c_double), [_MODEL]),
    "Clp_dualRowSolution": (ctypes.POINTER(ctypes.c_double), [_MODEL]),
}


@cache
def clp_library() -> ctypes.CDLL | None:
    """Return the library, None where OR-Tools was built without it lying beside the package."""
    found = sorted((Path(ortools.__file__).parent / ".libs").glob("libClp.so*"))
    if not found:
        return None
    library = ctypes.CDLL(str(found[0]))
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
