"""Read XML and HTML that strangers wrote: no entities, no network, bounded sizes."""

import gzip
import io
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lxml import etree, html

from config.errors import InputError

MAX_BYTES = 50 << 20


def inflate(body: bytes) -> bytes:
    """Decompress a gzip file such as sitemap.xml.gz, leave other bytes as they are; InputError when it is broken."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, EOFError) as error:
        raise InputError(f"broken gzip: {error}") from error
    if len(data) > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES} bytes when unpacked")
    return data


def load_xml(body: bytes) -> etree._Element:
    """Parse XML leniently, without entities of its own; InputError for what is empty or no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(inflate(body).lstrip(b"\xef\xbb\xbf \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"not XML: {error}") from error
    if root is None:
        raise InputError("not XML: no element")
    return root


def load_html(body: bytes, encoding: str | None = None) -> html.HtmlElement | None:
    """Parse HTML, or return None for what holds no element."""
    parser = html.HTMLParser(encoding=encoding or "utf-8", huge_tree=False)
    try:
        root = html.document_fromstring(body.replace(b"\0", b""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError):
        return None
    return root if isinstance(root, html.HtmlElement) else None


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; "" for comments and the like."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def normalize_stamp(text: str) -> datetime | None:
    """Read an ISO 8601 or RFC 822 stamp; None for what is neither. A stamp without a zone counts as UTC."""
    text = text.strip()
    try:
        stamp = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        try:
            stamp = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if stamp.tzinfo is None:
        stamp = stamp.replace(tzinfo=UTC)
    try:
        return stamp.astimezone(UTC) if 1990 <= stamp.year <= 2100 else None
    except OverflowError:
        return None
