"""The commission's mark as a picture: the two bends of `mark.svg`."""

from PIL import Image, ImageDraw

BOX, STROKE = 32, 2.6  # of the SVG
FINER = 4  # drawn so many times larger, and made smaller: Pillow's lines have hard edges
Point = tuple[float, float]
# Each bend as its beginning and, three by three, the points of its curves.
BENDS: tuple[tuple[Point, ...], ...] = (
    ((5, 3), (5, 12), (10, 12.5), (10, 18), (10, 19.6), (9.6, 21), (9, 22.3)),
    ((11.5, 26.5), (15, 29), (21, 28.5), (24, 24), (27.5, 18.6), (25, 12), (23, 7)),
)
STEPS = 24  # pieces of one curve


def mark(size: int) -> Image.Image:
    """Where the mark is, as a mask of `size` points on each side."""
    image = Image.new("L", (size * FINER, size * FINER))
    draw = ImageDraw.Draw(image)
    scale = size * FINER / BOX
    radius = STROKE * scale / 2
    for bend in BENDS:
        points = [(x * scale, y * scale) for x, y in _curve(bend)]
        draw.line(points, fill=255, width=round(2 * radius), joint="curve")
        for x, y in (points[0], points[-1]):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _curve(bend: tuple[Point, ...]) -> list[Point]:
    points = [bend[0]]
    for n in range(1, len(bend), 3):
        four = (points[-1], *bend[n : n + 3])
        points += [_at(four, step / STEPS) for step in range(1, STEPS + 1)]
    return points


def _at(four: tuple[Point, ...], t: float) -> Point:
    """A point of a cubic curve."""
    s = 1 - t
    weights = (s**3, 3 * s * s * t, 3 * s * t * t, t**3)
    x, y = (sum(w * p[axis] for w, p in zip(weights, four, strict=True)) for axis in (0, 1))
    return x, y
