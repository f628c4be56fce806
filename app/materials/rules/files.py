"""Whether a stored file leaves the house."""

from __future__ import annotations

from app.materials.enums import ScanState


def is_let_out(scan: ScanState, *, has_scanner: bool) -> bool:
    """To anybody at all. With a scanner only what it found clean; without one what was never scanned too,
    but never what one once found infected, waits for it or failed in it."""
    if scan == ScanState.CLEAN:
        return True
    return scan == ScanState.NOT_CONFIGURED and not has_scanner
