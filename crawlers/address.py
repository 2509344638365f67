"""One spelling for each address."""

import re
from collections import Counter
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id|zarsrc|zalo_\w+|phpsessid|jsessionid|session_?id|sid)$", re.I)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)
_PORTS = {"http": 80, "https": 443}
_MAX_LENGTH = 2000
_MOST_SEGMENTS = 16
_MOST_SAME = 3


def normalize_url(url: str, base: str = "") -> str | None:
    """Return the spelling under which an address is kept, or None for what is not http(s) or cannot be read.

    Fragments, tracking parameters, session ids and default ports go; hosts become lower case, back-slashes slashes.
    """
    try:
        joined = urljoin(base, url.strip().replace("\\", "/"))
        parts = urlsplit(safe_url_string(joined))
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in {None, _PORTS[parts.scheme]} else f"{host}:{port}"
    query = parts.query
    if any(_TRACKING.match(piece.split("=")[0]) for piece in query.split("&")):
        query = urlencode([(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _TRACKING.match(k)])
    normal = urlunsplit((parts.scheme, netloc, _SESSION.sub("", parts.path) or "/", query, ""))
    return normal if len(normal) <= _MAX_LENGTH else None


def is_trap(url: str) -> bool:
    """Tell whether an address looks like one of endlessly many: its path goes round in circles, or has no end."""
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    most = max((count for segment, count in Counter(segments).items() if not segment.isdigit()), default=0)
    return len(segments) > _MOST_SEGMENTS or most > _MOST_SAME
