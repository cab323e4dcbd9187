"""How each observable is counted in one replayed scenario: the kinds of `compute` in observables.csv.

A *tally* gives, of one story, two numbers whose sums are divided: what is counted, and what it is a share of (1 for
figures a year). A *collection* gives the values that one story holds, such as durations, for distributions and means.

    events           a year: events of `threats` by which one of `functions` loses at least `people`, or the `share` of it,
                     for `hours`; own=yes: only those that damage the function itself
    share_of_events  of such events, of all threats: those by `causes`, from `sectors`, from `outside` of a sector, or
                     `threats_counted`
    sources          a year: events of `threats` that damage something of `sector` (absent: anything)
    share_of_sources of these the ones by `causes`
    damages          a year: damages by events of `threats`, or of sources with `sources` in their names
    share_of_damages of these the ones not mended within `hours`
    minutes          minutes that a person is without `function` in a year, because of `threats`
    interruptions    times that a person loses it
    share_of_hours   of the hours lost of `function` because of `threats`, those with a damage in sector `roots` at the root
    storms           a year: storms that damage something outside of Okinawa
    landfalls        a year: storms that make land, of the tracks alone (japan_storms.py); as `intensity`, not of replays
    duration         [h] of what an event took of `functions` that it damages, or takes the `share` of within their sector
    restoration      [h] until `level` of `function` is back where an earthquake (`types`, `magnitude`), or a storm, took
                     most, if that is a share of at least `lost`
    people_out       [million] without `function` at the worst time after an earthquake of `source` with `magnitude`; its
                     tsunami and aftershocks belong to it
    loss             [JPY tn] of one
"""

import stories

STORMS = {"storm", "typhoon"}
FOLLOWERS = {"tsunami", "aftershock"}
SEQUENCE = 90.0 * 24.0  # [h] in which what follows an earthquake belongs to it


def listed(arguments, key):
    return set(arguments[key].split(",")) if key in arguments else None


def among(value, allowed):
    return allowed is None or value in allowed


def between(value, text):
    low, high = map(float, text.split(".."))
    return value is not None and low <= value <= high


def origins(model, event):
    """Sectors in which the event did its damage."""
    return {model.sector[function] for function in event.functions_struck()}


def loses_enough(model, event, function, arguments):
    pieces = event.pieces.get(function)
    if not pieces or (arguments.get("own") and function not in event.functions_struck()):
        return False
    by_people = "people" in arguments
    steps = stories.course(pieces, (model.people if by_people else model.weight)[function])
    threshold = float(arguments["people"] if by_people else arguments["share"])
    hours = stories.hours_above(steps, threshold)
    return hours > 0.0 and hours >= float(arguments.get("hours", 0.0))


def accidents(model, story, arguments):
    threats, functions = listed(arguments, "threats"), listed(arguments, "functions")
    return [event for event in story.events if among(event.threat, threats)
            and any(loses_enough(model, event, function, arguments) for function in sorted(functions))]


def events(model, story, arguments):
    return len(accidents(model, story, arguments)), 1.0


def share_of_events(model, story, arguments):
    found = accidents(model, story, {key: value for key, value in arguments.items() if key != "threats"})
    causes, sectors = listed(arguments, "causes"), listed(arguments, "sectors")
    threats, outside = listed(arguments, "threats_counted"), arguments.get("outside")

    def counted(event):
        from_within = origins(model, event)
        return (among(model.cause.get(event.source) if event.threat == "unintended" else None, causes)
                and (sectors is None or from_within <= sectors) and among(event.threat, threats)
                and (outside is None or event.threat == "disaster" or outside not in from_within))

    return sum(map(counted, found)), len(found)


def struck_sector(model, story, arguments):
    threats, sector = listed(arguments, "threats"), arguments.get("sector")
    return [event for event in story.events if among(event.threat, threats) and event.struck
            and (sector is None or sector in origins(model, event))]


def sources(model, story, arguments):
    return len(struck_sector(model, story, arguments)), 1.0


def share_of_sources(model, story, arguments):
    found, causes = struck_sector(model, story, arguments), listed(arguments, "causes")
    return sum(model.cause.get(event.source) in causes for event in found), len(found)


def damages_of(story, arguments):
    threats, part = listed(arguments, "threats"), arguments.get("sources", "")
    return [hours for event, _, hours in story.damages if among(event.threat, threats) and part in event.source]


def damages(_, story, arguments):
    return len(damages_of(story, arguments)), 1.0


def share_of_damages(_, story, arguments):
    found, limit = damages_of(story, arguments), float(arguments["hours"])
    return sum(hours is None or hours > limit for hours in found), len(found)


def minutes(model, story, arguments):
    threats, function = listed(arguments, "threats"), arguments["function"]
    lost = sum(piece.deficit * (piece.end - piece.begin) * model.people[function][piece.node]
               for event in story.events if among(event.threat, threats) for piece in event.pieces.get(function, []))
    return 60.0 * lost / model.population, 1.0


def interruptions(model, story, arguments):
    threats, function = listed(arguments, "threats"), arguments["function"]
    lost = sum(rise * model.people[function][node] for node, event, rise in story.rises
               if stories.function_of(node) == function and among(event.threat, threats))
    return lost / model.population, 1.0


def share_of_hours(model, story, arguments):
    threats, function = listed(arguments, "threats"), arguments["function"]
    rooted, whole = 0.0, 0.0
    for event in story.events:
        if among(event.threat, threats):
            for piece in event.pieces.get(function, []):
                lost = piece.deficit * (piece.end - piece.begin) * model.people[function][piece.node]
                whole += lost
                root = stories.function_of(story.damage_node[piece.damage])
                rooted += lost * (model.sector[root] == arguments["roots"])
    return rooted, whole


def storms(_, story, __):
    return sum(event.source_kind in STORMS and any("@Okinawa" not in node for node in event.struck)
               for event in story.events), 1.0


def duration(model, story, arguments):
    threats, found = listed(arguments, "threats"), []
    for event in story.events:
        if not among(event.threat, threats):
            continue
        for function in sorted(listed(arguments, "functions")):
            pieces = event.pieces.get(function)
            if not pieces:
                continue
            direct = function in event.functions_struck()
            within = (model.sector[function] in origins(model, event)
                      and stories.peak(stories.course(pieces, model.weight[function])) >= float(arguments["share"]))
            if direct or within:
                found.append(max(piece.end for piece in pieces) - event.onset)
    return found


def worst_place(model, event, function):
    """The course [people] at the node where most people lost the function, and the share of them that did."""
    by_node = {}
    for piece in event.pieces.get(function, []):
        by_node.setdefault(piece.node, []).append(piece)
    people = model.people[function]
    courses = {node: stories.course(pieces, people) for node, pieces in by_node.items() if people[node] > 0.0}
    if not courses:
        return [], 0.0
    node = max(sorted(courses), key=lambda name: stories.peak(courses[name]))
    return courses[node], stories.peak(courses[node]) / people[node]


def restoration(model, story, arguments):
    types, function, found = listed(arguments, "types"), arguments["function"], []
    for event in story.events:
        if event.source_kind in STORMS:
            fits = "storm" in types
        else:
            fits = (event.source_kind == "earthquake" and model.earthquake_type.get(event.source) in types
                    and between(event.magnitude, arguments["magnitude"]))
        if fits:
            steps, share = worst_place(model, event, function)
            if share >= float(arguments["lost"]):
                found.append(stories.time_back(steps, event.onset, float(arguments["level"])))
    return found


def of_source(story, arguments):
    """Earthquakes of the source, each with what follows it."""
    def follows(event, main):
        return (event.source_kind in FOLLOWERS and event.source == main.source
                and main.onset <= event.onset <= main.onset + SEQUENCE)

    return [[main, *(event for event in story.events if follows(event, main))] for main in story.events
            if main.source_kind == "earthquake" and main.source == arguments["source"]
            and between(main.magnitude, arguments["magnitude"])]


def people_out(model, story, arguments):
    function = arguments["function"]
    return [stories.peak(stories.course([piece for event in sequence for piece in event.pieces.get(function, [])],
                                        model.people[function])) / 1e6 for sequence in of_source(story, arguments)]


def loss(_, story, arguments):
    return [sum(event.loss for event in sequence) / 1e12 for sequence in of_source(story, arguments)]


def reached_sectors(model, story, arguments):
    """Sectors, beside its own, that lost something to unintended events of one sector, and the number of these."""
    sector = arguments["sector"]
    found = [event for event in story.events if event.threat == "unintended" and origins(model, event) == {sector}]
    reached = {model.sector[stories.function_of(node)] for event in found for node in event.reached}
    return reached - {sector, "society"}, len(found)


TALLIES = {"events": events, "share_of_events": share_of_events, "sources": sources,
           "share_of_sources": share_of_sources, "damages": damages, "share_of_damages": share_of_damages,
           "minutes": minutes, "interruptions": interruptions, "share_of_hours": share_of_hours, "storms": storms}
COLLECTIONS = {"duration": duration, "restoration": restoration, "people_out": people_out, "loss": loss}
SHARES = {"share_of_events", "share_of_sources", "share_of_damages", "share_of_hours"}
