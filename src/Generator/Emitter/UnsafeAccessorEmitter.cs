namespace Ledgerline.Generator;

/// <summary>Prints the UnsafeAccessors of an object, and the calls of them.</summary>
internal static class UnsafeAccessorEmitter
{
    private const string Attribute = "global::System.Runtime.CompilerServices.UnsafeAccessor";

    public static void Emit(SourceWriter source, JsonObject type)
    {
        IEnumerable<IGrouping<UnsafeAccessorHost?, UnsafeAccessor>> hosts = type.Members
            .Concat(type.Extension is { } extension ? [extension] : [])
            .SelectMany(static member => new[] { member.Getter, member.Setter })
            .Append(type.Creator)
            .OfType<UnsafeAccessor>()
            .Distinct()
            .GroupBy(static accessor => accessor.Host is { } host ? host with { Arguments = "" } : null);
        foreach (IGrouping<UnsafeAccessorHost?, UnsafeAccessor> host in hosts)
        {
            source.Line();
            if (host.Key is { } generic)
            {
                source.Block(
                    $"private static class {generic.Name}{generic.Parameters}{generic.Constraints}",
                    () => Methods(source, host, "public"));
            }
            else
            {
                Methods(source, host, "private");
            }
        }
    }

    /// <summary>An expression that reads a member.</summary>
    public static string Get(UnsafeAccessor? getter, string target, string member) =>
        getter is null ? $"{target}.{member}" : $"{Call(getter)}({Receiver(getter, target)})";

    /// <summary>An expression that sets a member.</summary>
    public static string Set(UnsafeAccessor? setter, string target, string member, string value) => setter switch
    {
        null => $"{target}.{member} = {value}",
        { Kind: UnsafeAccessorKind.Field } => $"{Call(setter)}({Receiver(setter, target)}) = {value}",
        _ => $"{Call(setter)}({Receiver(setter, target)}, {value})",
    };

    /// <summary>An expression that makes an object.</summary>
    public static string Create(JsonObject type, string arguments) =>
        type.Creator is { } creator ? $"{Call(creator)}({arguments})" : $"new {type.TypeName}({arguments})";

    private static void Methods(SourceWriter source, IEnumerable<UnsafeAccessor> accessors, string access)
    {
        bool isFirst = true;
        foreach (UnsafeAccessor accessor in accessors)
        {
            if (!isFirst)
            {
                source.Line();
            }

            isFirst = false;
            Method(source, accessor, access);
        }
    }

    private static void Method(SourceWriter source, UnsafeAccessor accessor, string access)
    {
        string target = $"{(accessor.IsValueType ? "ref " : "")}{accessor.DeclaringType} target";
        (string kind, string name, string returned, string parameters) = accessor.Kind switch
        {
            UnsafeAccessorKind.Getter => ("Method", "get_" + accessor.Target, accessor.ValueType, target),
            UnsafeAccessorKind.Setter => ("Method", "set_" + accessor.Target, "void", $"{target}, {accessor.ValueType} value"),
            UnsafeAccessorKind.Field => ("Field", accessor.Target, "ref " + accessor.ValueType, target),
            _ => ("Constructor", "", accessor.DeclaringType, string.Join(", ", accessor.Parameters.Select(static (type, i) => $"{type} p{i}"))),
        };
        string named = name.Length > 0 ? $", Name = \"{name}\"" : "";
        source.Line($"[{Attribute}({Attribute}Kind.{kind}{named})]");
        source.Line($"{access} static extern {returned} {accessor.Method}({parameters});");
    }

    private static string Call(UnsafeAccessor accessor) =>
        accessor.Host is { } host ? $"{host.Name}{host.Arguments}.{accessor.Method}" : accessor.Method;

    private static string Receiver(UnsafeAccessor accessor, string target) => (accessor.IsValueType ? "ref " : "") + target;
}
