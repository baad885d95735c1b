using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.Drivers;

public sealed class EveryDriverTests
{
    [Fact]
    public void Every_driver_keeps_every_contract()
    {
        Type[] types = typeof(EveryDriverTests).Assembly.GetTypes();
        Type[] drivers = [.. types.Where(t => t.IsSubclassOf(typeof(DriverUnderTest)) && !t.IsAbstract)];
        Type[] contracts = [.. types.Where(t => t.IsAbstract && IsContract(t.BaseType))];
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
