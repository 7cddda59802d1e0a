"""Draws the learning curves (`../curve.svg`) from the logs of the two training programs, given in order on the command line."""

import re
import sys
from pathlib import Path

COLOURS = {"objects named": "#5b5bd6", "rec": "#d6409f", "reg": "#30a46c", "pointqa": "#e2a336"}
WIDTH, HEIGHT, LEFT, TOP = 640, 300, 48, 24


def read(logs):
    """-> {curve: {step: share}} for the encoder's and for the decoder's lines; a later log overrides an earlier one."""
    encoder, decoder = {"objects named": {}}, {"rec": {}, "reg": {}, "pointqa": {}}
    for log in logs:
        step = 0
        for line in Path(log).read_text().splitlines():
            if found := re.match(r"step (\d+)", line):
                step = int(found[1])
            elif found := re.search(r"found, named, IoU, extra: [\d.]+ ([\d.]+)", line):
                encoder["objects named"][step] = float(found[1])
            elif "held-out loss" in line:
                for name in decoder:
                    decoder[name][step] = float(re.search(rf"\b{name} ([\d.]+)", line)[1])
    return encoder, decoder


def panel(curves, left, width, title, unit):
    most = max(step for points in curves.values() for step in points)
    spot = lambda step, share: f"{left + width * step / most:.1f},{TOP + HEIGHT * (1 - share):.1f}"
    out = [f'<text x="{left}" y="{TOP - 8}">{title}</text>']
    for tenth in range(0, 11, 2):
        y = TOP + HEIGHT * (1 - tenth / 10)
        out.append(
            f'<path d="M{left} {y}h{width}" stroke="#ccc"/><text x="{left - 6}" y="{y + 4}" text-anchor="end">{tenth / 10}</text>'
        )
    for name, points in curves.items():
        line = " ".join(spot(*point) for point in sorted(points.items()))
        out.append(f'<polyline fill="none" stroke="{COLOURS[name]}" stroke-width="2" points="{line}"/>')
    for index, name in enumerate(curves):
        y = TOP + HEIGHT - 12 - 16 * index
        out.append(f'<text x="{left + width - 6}" y="{y}" text-anchor="end" fill="{COLOURS[name]}">{name}</text>')
    out.append(f'<text x="{left + width}" y="{TOP + HEIGHT + 16}" text-anchor="end">{most} steps of {unit}</text>')
    return "".join(out)


def main():
    encoder, decoder = read(sys.argv[1:])
    size = f'width="{2 * WIDTH // 2 + 3 * LEFT}" height="{HEIGHT + TOP + 28}"'
    body = panel(encoder, LEFT, WIDTH // 2, "Encoder: held-out objects found and rightly named", "32 scenes")
    body += panel(
        decoder, 2 * LEFT + WIDTH // 2, WIDTH // 2, "Decoder: held-out answers exact (teacher-forced)", "packed rows"
    )
    style = "<style>text{font:12px sans-serif}</style><rect width='100%' height='100%' fill='#fff'/>"
    (Path(__file__).resolve().parents[1] / "curve.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><title>Learning curves of deixis-1</title>{style}{body}</svg>\n'
    )


if __name__ == "__main__":
    main()
