"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from errno import EACCES
from pathlib import Path

__all__ = ["write_whole"]


def write_whole(path: Path, content: bytes) -> None:
    """Puts a content in the place of a file's, whose permissions stay; a link stays a link.

    Raises:
        OSError: the folder or the file cannot be written; the file is as it was.
    """
    target = path.resolve()
    if target.exists() and not target.stat().st_mode & 0o222:
        raise PermissionError(EACCES, os.strerror(EACCES), str(path))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        if target.exists():
            shutil.copymode(target, part)
        else:
            part.chmod(0o666 & ~_umask())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
