using System.Reflection;

namespace Ledgerline.Tests.Contract;

/// <summary>Which contracts the drivers of a test assembly keep.</summary>
public static class KeptContracts
{
    /// <summary>Every driver under test in the assembly has a class for every contract, and there is such a driver.</summary>
    public static void Check(Assembly tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        Type[] types = tests.GetTypes();
        Type[] drivers = [.. types.Where(t => t.IsSubclassOf(typeof(DriverUnderTest)) && !t.IsAbstract)];
        Type[] contracts = [.. typeof(DriverContract<>).Assembly.GetTypes().Where(t => t.IsAbstract && IsContract(t.BaseType))];
        string[] expected = [.. drivers.SelectMany(d => contracts.Select(c => $"{c.Name} of {d.Name}"))];
        IEnumerable<string> kept = types
            .Where(t => t is { IsAbstract: false, BaseType: { IsGenericType: true } @base } && contracts.Contains(@base.GetGenericTypeDefinition()))
            .Select(t => $"{t.BaseType!.Name} of {t.BaseType.GetGenericArguments()[0].Name}");

        Assert.NotEmpty(expected);
        Assert.Equal(expected.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }

    private static bool IsContract(Type? type) =>
        type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(DriverContract<>);
}
