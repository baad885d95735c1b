using System.Text;

namespace Ledgerline.PowerShell.Json;

/// <summary>
/// The member names of objects that were read, as a tree: each node is a list of names, its children are the lists with
/// one name more. Entries of a log are mostly of a few kinds, so that the next name is known before it is read: its
/// string is shared, and whether the names can be properties was found out once for all.
/// </summary>
internal sealed class JsonShape
{
    // Where names are data themselves, such as ids, remembering them would take memory for nothing.
    private const int MaxNodes = 4096;

    // A list of names that goes on in so many ways is data too, and would be searched through in vain.
    private const int MaxChildren = 64;

    // PowerShell keeps these member names for the views of an object.
    private static readonly HashSet<string> Reserved = new(
        ["PSBase", "PSAdapted", "PSExtended", "PSObject", "PSTypeNames"], StringComparer.OrdinalIgnoreCase);

    private readonly JsonShape _root;
    private readonly JsonShape? _parent;
    private readonly byte[] _utf8;
    private JsonShape? _latest;
    private List<JsonShape>? _children;
    private int _nodes;

    /// <summary>No names.</summary>
    public JsonShape()
    {
        _root = this;
        _utf8 = [];
        Name = "";
        ArePropertyNames = true;
    }

    private JsonShape(JsonShape parent, ReadOnlySpan<byte> utf8, string name)
    {
        _root = parent._root;
        _parent = parent;
        _utf8 = utf8.ToArray();
        Name = name;
        ArePropertyNames = parent.ArePropertyNames && IsPropertyName(name) && !parent.HasName(name);
    }

    /// <summary>The last of the names.</summary>
    public string Name { get; }

    /// <summary>Whether PowerShell can tell the names apart as properties of one object.</summary>
    public bool ArePropertyNames { get; }

    /// <summary>Whether PowerShell lets a property have a name.</summary>
    public static bool IsPropertyName(string name) => name.Length > 0 && !Reserved.Contains(name);

    /// <summary>The list with one name more, where it is known.</summary>
    /// <param name="utf8">The name as it stands in the JSON, without escapes.</param>
    public JsonShape? Find(ReadOnlySpan<byte> utf8)
    {
        if (_latest is { } latest && utf8.SequenceEqual(latest._utf8))
        {
            return latest;
        }

        foreach (JsonShape child in _children ?? [])
        {
            if (utf8.SequenceEqual(child._utf8))
            {
                return _latest = child;
            }
        }

        return null;
    }

    /// <summary>The list with one name more; null where it is not worth remembering.</summary>
    /// <param name="utf8">The name as it stands in the JSON, without escapes.</param>
    public JsonShape? Add(ReadOnlySpan<byte> utf8)
    {
        if (_root._nodes >= MaxNodes || _children?.Count >= MaxChildren)
        {
            return null;
        }

        _root._nodes++;
        _latest = new JsonShape(this, utf8, Encoding.UTF8.GetString(utf8));
        (_children ??= []).Add(_latest);
        return _latest;
    }

    private bool HasName(string name)
    {
        for (JsonShape? shape = this; shape?._parent is not null; shape = shape._parent)
        {
            if (string.Equals(shape.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
