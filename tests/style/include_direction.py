"""Holds the includes of every room of src/ against the list of rooms in CMakeLists.txt.

Usage: include_direction.py SOURCE_DIR. Also keeps MPI and HDF5 calls in the rooms they belong to, and what a thread
works with in the hands of its owner: no thread_local.
"""

import pathlib
import re
import sys

# Where calls of a library may stand. Names, not mentions: a comment may speak of MPI_Init.
# Rooms that must not know MPI, not even through the rooms and libraries that they are linked with.
WITHOUT_MPI = {"core", "random", "stats", "model", "input", "scenario", "threats", "cascade", "loss", "story", "counterfactual", "ranking"}
MPI_LIBRARY = re.compile(r"MPI::|hdf5::")
LIBRARY_ROOMS = {
    re.compile(r"\bMPI_[A-Z]\w*\s*\("): {"parallel", "hdf5"},
    re.compile(r"\bH5[A-Z]{1,2}[a-z]\w*\s*\("): {"hdf5"},
}


def declared_rooms(cmake: str) -> dict[str, set[str]]:
    rooms = {}
    for name, body in re.findall(r"^hadome_room\((\w+)([^)]*)\)", cmake, re.MULTILINE):
        words = body.split()
        below = words[words.index("ROOMS") + 1 :] if "ROOMS" in words else []
        if "LIBRARIES" in below:
            below = below[: below.index("LIBRARIES")]
        rooms[name] = set(below)
    return rooms


def linked_libraries(cmake: str) -> dict[str, set[str]]:
    """Of each room the libraries of its own."""
    libraries = {}
    for name, body in re.findall(r"^hadome_room\((\w+)([^)]*)\)", cmake, re.MULTILINE):
        words = body.split()
        libraries[name] = set(words[words.index("LIBRARIES") + 1 :] if "LIBRARIES" in words else [])
    return libraries


def all_below(room: str, rooms: dict[str, set[str]]) -> set[str]:
    found = {room}
    for below in rooms.get(room, set()):
        found |= all_below(below, rooms)
    return found


def links_of_mpi(cmake: str) -> list[str]:
    rooms = declared_rooms(cmake)
    libraries = linked_libraries(cmake)
    return [
        f"CMakeLists.txt: room {room} must not know MPI, and links {library} through {below}"
        for room in sorted(WITHOUT_MPI)
        for below in sorted(all_below(room, rooms))
        for library in sorted(libraries.get(below, {f"nothing known ({below} is no room)"}))
        if MPI_LIBRARY.search(library) or below not in rooms
    ]


def violations(source: pathlib.Path) -> list[str]:
    cmake = (source / "CMakeLists.txt").read_text()
    rooms = declared_rooms(cmake)
    found = links_of_mpi(cmake)
    declared_so_far: set[str] = set()
    for room, below in rooms.items():
        for upward in sorted(below - declared_so_far):
            found.append(f"CMakeLists.txt: room {room} names {upward}, which does not stand below it")
        declared_so_far.add(room)
    for path in sorted((source / "src").glob("*/*.[ch]pp")):
        room = path.parent.name
        where = path.relative_to(source)
        if room not in rooms:
            found.append(f"{where}: the folder {room} is no room of CMakeLists.txt")
            continue
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            include = re.match(r'#include "(\w+)/', line)
            if include and include[1] != room and include[1] not in rooms[room]:
                found.append(f"{where}:{number}: room {room} may not include {include[1]}")
            code = line.split("//")[0]
            if re.search(r"\bthread_local\b", code):
                found.append(f"{where}:{number}: thread_local; storage is handed in by who owns the thread")
            for call, allowed in LIBRARY_ROOMS.items():
                if room not in allowed and call.search(code):
                    found.append(f"{where}:{number}: a call that belongs in {' or '.join(sorted(allowed))}")
    if len(rooms) < 10:
        found.append("CMakeLists.txt: the list of rooms could not be read")
    return found


if __name__ == "__main__":
    problems = violations(pathlib.Path(sys.argv[1]))
    print("\n".join(problems) or "includes point downwards")
    sys.exit(1 if problems else 0)
