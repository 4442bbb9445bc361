"""How much a PDF's streams unpack to, counted without keeping any of it: small files can hold more than a machine."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

from pikepdf import Array, Name, Object

from regdocs.packet.spoiled import damaged

_BLOCK = 1 << 20
_MOST_TIMES = {"/RunLengthDecode": 64, "/ASCII85Decode": 4, "/FlateDecode": 1032}
"""How many times its own size a stream unpacks to at most; what isn't named here (pictures) stays packed."""
_CLEAR, _END = 256, 257
_DEFLATED = b"x"
"""How data in zlib's format begin."""
_HELD = re.compile(rb"/(?:ObjStm|XRef)\b.{0,2000}?stream\r?\n", re.DOTALL)


def size(stream: Object, most: int) -> int:
    """The bytes that a stream of a PDF unpacks to, counted no further than just beyond `most`; raises `Spoiled`."""
    filters = stream.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, Array) else [str(filters)] if filters else []
    data: Iterable[bytes] = [stream.read_raw_bytes()]
    times = 1
    for position, name in enumerate(names):
        if name == Name.FlateDecode and times == 1:
            data = _inflated(data)
        elif name == Name.LZWDecode and position == len(names) - 1 and times == 1:
            return _lzw(data, most)
        else:
            times *= _MOST_TIMES.get(name, 1)
    return _counted(data, most // times) * times


def held(path: Path, most: int) -> int:
    """What the streams unpack to that hold a file's objects: a reader unpacks these as soon as it opens the file."""
    found = 0
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        for match in _HELD.finditer(data):
            begin, end = match.end(), data.find(b"endstream", match.end())
            if data[begin : begin + 1] == _DEFLATED:
                found += _counted(_inflated([data[begin:end]]), most - found, forgiving=True)
            if found > most:
                break
    return found


def _counted(pieces: Iterable[bytes], most: int, *, forgiving: bool = False) -> int:
    count = 0
    try:
        for piece in pieces:
            count += len(piece)
            if count > most:
                break
    except zlib.error as error:
        if not forgiving:
            raise damaged() from error
    # Some programs leave out the checksum at a stream's end, and every reader forgives it.
    return count


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacking = zlib.decompressobj()
    for piece in pieces:
        left = piece
        while left and not unpacking.eof:
            yield unpacking.decompress(left, _BLOCK)
            left = unpacking.unconsumed_tail


def _lzw(pieces: Iterable[bytes], most: int) -> int:
    """What LZW (ISO 32000-1, 7.4.4) unpacks to: only the lengths of what the codes stand for are kept."""
    lengths, width, previous, count = [1] * 258, 9, 0, 0
    bits = held_bits = 0
    for byte in (byte for piece in pieces for byte in piece):
        bits, held_bits = (bits << 8 | byte) & 0xFFFFF, held_bits + 8
        if held_bits < width:
            continue
        held_bits -= width
        code = bits >> held_bits & (1 << width) - 1
        if code == _END or count > most:
            break
        if code == _CLEAR:
            lengths, width, previous = [1] * 258, 9, 0
            continue
        length = lengths[code] if code < len(lengths) else previous + 1
        count += length
        if previous and len(lengths) < 4096:
            lengths.append(previous + 1)
        previous = length
        width = min(12, (len(lengths) + 1).bit_length() if len(lengths) > 510 else 9)
    return count
