# Shows the values of compiled programs in gdb: strings, arrays, instances with their fields, numbers, booleans.
#
#   (gdb) source sdk/debug/ingot-gdb.py
#   (gdb) break main.ts:12        then: info locals
#
# Python because gdb is scripted in it. Reads memory only; calls nothing in the program, so that it works on a
# stopped board, on a core file and in the middle of a collection.

import struct

import gdb

TAG_REF = 0xFFFE
MOST_ELEMENTS = 20
MOST_CHARACTERS = 200
DEPTH = 2


def kind_number(name):
    return int(gdb.parse_and_eval(name))


def as_type(address, name):
    return gdb.Value(address).cast(gdb.lookup_type(name).pointer()).dereference()


def shape_of(address):
    return as_type(address, "Obj")["shape"].dereference()


def is_kind(kind, *names):
    return any(kind == kind_number(n) for n in names)


def memory(address, count):
    return bytes(gdb.selected_inferior().read_memory(address, count))


def units(address, length):
    """The first code units of a string as text; ropes from the left."""
    kind = int(shape_of(address)["kind"])
    header = gdb.lookup_type("Str").sizeof
    if is_kind(kind, "K_STRING_LATIN1"):
        return memory(address + header, length).decode("latin-1")
    if is_kind(kind, "K_STRING_UTF16"):
        return memory(address + header, 2 * length).decode("utf-16-le", "replace")
    rope = as_type(address, "Rope")
    left, right = int(rope["left"]), int(rope["right"])
    head = units(left, min(length, int(as_type(left, "Str")["length"])))
    if right == 0 or len(head) >= length:
        return head
    return head + units(right, length - len(head))


def string_text(address):
    length = int(as_type(address, "Str")["length"])
    text = units(address, min(length, MOST_CHARACTERS))
    shown = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"%s"%s' % (shown, "..." if length > MOST_CHARACTERS else "")


def number_text(x):
    if x != x:
        return "NaN"
    if x in (float("inf"), float("-inf")):
        return "Infinity" if x > 0 else "-Infinity"
    return str(int(x)) if x == int(x) and abs(x) < 1e21 else repr(x)


def value_text(bits, depth):
    """A boxed value, as ingot.h has them."""
    bits &= 0xFFFFFFFFFFFFFFFF
    if bits >> 48 == TAG_REF:
        return object_text(bits & 0xFFFFFFFFFFFF, depth)
    if bits >> 48 == 0xFFFF:
        return "<absent>" if bits >> 32 & 0xFFFF else ("true" if bits & 1 else "false")
    return number_text(struct.unpack("<d", struct.pack("<Q", bits))[0])


def array_text(address, kind, depth):
    array = as_type(address, "Array")
    length = int(array["length"])
    if depth == 0 and length > 0:
        return "[Array]"
    start = int(array["elements"])
    if is_kind(kind, "K_ARRAY_F64"):
        element, text = gdb.lookup_type("double"), lambda v: number_text(float(v))
    elif is_kind(kind, "K_ARRAY_REF"):
        element, text = gdb.lookup_type("Obj").pointer(), lambda v: object_text(int(v), depth - 1)
    else:
        element, text = gdb.lookup_type("Value"), lambda v: value_text(int(v), depth - 1)
    first = gdb.Value(start).cast(element.pointer())
    parts = [text(first[i]) for i in range(min(length, MOST_ELEMENTS))]
    if length > MOST_ELEMENTS:
        parts.append("... %d more" % (length - MOST_ELEMENTS))
    return "[%s]" % ", ".join(parts)


def slot_text(address, slot, depth):
    place, kind = gdb.Value(address + int(slot["offset"])), int(slot["type"])
    names = {"T_BOOL": "unsigned char", "T_I32": "int32_t", "T_U32": "uint32_t", "T_F64": "double"}
    for name, ctype in names.items():
        if kind == kind_number(name):
            held = place.cast(gdb.lookup_type(ctype).pointer()).dereference()
            if name == "T_BOOL":
                return "true" if held else "false"
            return number_text(float(held))
    if kind == kind_number("T_REF"):
        return object_text(int(place.cast(gdb.lookup_type("Obj").pointer().pointer()).dereference()), depth)
    return value_text(int(place.cast(gdb.lookup_type("Value").pointer()).dereference()), depth)


def instance_text(address, shape, depth):
    cls = shape["cls"]
    name = "" if int(cls) == 0 else string_text(int(cls["name"]))[1:-1]
    count = int(shape["slot_count"])
    if depth == 0 and count > 0:
        return "[%s]" % (name or "Object")
    parts = []
    for i in range(min(count, MOST_ELEMENTS)):
        slot = shape["slots"][i]
        if is_kind(int(shape_of(int(slot["key"]))["kind"]), "K_SYMBOL"):
            continue
        key = string_text(int(slot["key"]))[1:-1]
        parts.append("%s: %s" % (key, slot_text(address, slot, depth - 1)))
    return ("%s {%s}" % (name, " %s " % ", ".join(parts) if parts else "")).lstrip()


def object_text(address, depth=DEPTH):
    """What is at an address that should be an object's; readable also when it is none."""
    if address == 0:
        return "<not set>"
    try:
        shape = shape_of(address)
        kind = int(shape["kind"])
        if is_kind(kind, "K_UNDEFINED"):
            return "undefined"
        if is_kind(kind, "K_NULL"):
            return "null"
        if is_kind(kind, "K_STRING_LATIN1", "K_STRING_UTF16", "K_STRING_ROPE"):
            return string_text(address)
        if is_kind(kind, "K_ARRAY_F64", "K_ARRAY_REF", "K_ARRAY_VALUE"):
            return array_text(address, kind, depth)
        if is_kind(kind, "K_FUNCTION"):
            return "[Function]"
        if is_kind(kind, "K_CLASS"):
            return "[class]"
        if is_kind(kind, "K_OBJECT"):
            return instance_text(address, shape, depth)
        return "<%s at %#x>" % (gdb.Value(kind).cast(gdb.lookup_type("Kind")), address)
    except (gdb.MemoryError, gdb.error):
        return "<no object at %#x>" % address


class ObjectPrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return object_text(int(self.value))


class ValuePrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return value_text(int(self.value.cast(gdb.lookup_type("unsigned long long"))), DEPTH)


def find_printer(value):
    if value.type.name == "Value":
        return ValuePrinter(value)
    kind = value.type.strip_typedefs()
    if kind.code == gdb.TYPE_CODE_PTR:
        target = kind.target().unqualified()
        if target.name in ("Obj", "struct Obj") or str(target).startswith("struct o_"):
            return ObjectPrinter(value)
    return None


gdb.pretty_printers.append(find_printer)
