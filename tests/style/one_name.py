"""No two classes of one namespace have the same name, whatever rooms they live in: one_name.py ROOT

The linker would keep one function for both, such as that by which a std::vector of them grows, and nobody would say so.
"""
import collections
import pathlib
import re
import sys

OPENED = re.compile(r"^namespace ([\w:]*) ?\{", re.MULTILINE)
NAMED = re.compile(r"^(?:struct|class|enum class|union) (\w+)(?: final)?(?: : [^;{]*)? ?\{", re.MULTILINE)


def classes(text):
    """Name with namespace of every class that other files can see."""
    parts = OPENED.split(text)
    spaces = []
    for space, body in zip(parts[1::2], parts[2::2]):
        spaces.append(space)
        for name in NAMED.findall(body):
            if "" not in spaces:
                yield "::".join([*spaces, name])
        for _ in re.findall(r"^\}  // namespace", body, re.MULTILINE):
            spaces.pop()


def main(root):
    places = collections.defaultdict(list)
    files = sorted(path for path in (root / "src").rglob("*.[ch]pp"))
    for path in files:
        for name in set(classes(path.read_text(encoding="utf-8"))):
            places[name].append(str(path.relative_to(root)))
    twice = {name: found for name, found in places.items() if len(found) > 1}
    for name, found in twice.items():
        print(f"{name} stands for several classes: {', '.join(found)}")
    if not places:
        print("no class was found: this test reads the sources wrongly")
    return 1 if twice or not places else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
