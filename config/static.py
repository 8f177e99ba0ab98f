"""Static files under names that carry their digest, so that browsers may keep them for ever."""

from pathlib import Path

import font_manrope
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The packages bring htmx and the font; none of their files is kept in this repository.
FONTS = Path(font_manrope.font_directory)


class DigestedStaticFiles(CompressedManifestStaticFilesStorage):
    """Falls back to the plain name where files have not been collected, as in a fresh checkout."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The name with the digest, or the plain name before the first `collectstatic`."""
        return super().stored_name(name) if self.hashed_files else name
