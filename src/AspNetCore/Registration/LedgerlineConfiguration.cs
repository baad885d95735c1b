using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Ledgerline.AspNetCore;

/// <summary>Reads the options from a configuration section, by hand, so that no reflection is needed and each fault is named.</summary>
internal sealed class LedgerlineConfiguration(IConfiguration section) : IConfigureOptions<LedgerlineOptions>
{
    private const string Settings = "CheckOnStart, ConnectionString, Driver, Durability, Migration, Root, Schema";

    public void Configure(LedgerlineOptions options)
    {
        foreach (IConfigurationSection setting in section.GetChildren())
        {
            Set(options, setting);
        }
    }

    private static void Set(LedgerlineOptions options, IConfigurationSection setting)
    {
        string text = setting.Value ?? "";
        switch (setting.Key.ToUpperInvariant())
        {
            case "DRIVER":
                options.Driver = Read<DriverKind>(options, setting) ?? options.Driver;
                break;
            case "ROOT":
                options.Root = text;
                break;
            case "CONNECTIONSTRING":
                options.ConnectionString = text;
                break;
            case "SCHEMA":
                options.Schema = text;
                break;
            case "MIGRATION":
                options.Migration = Read<PostgresMigration>(options, setting) ?? options.Migration;
                break;
            case "DURABILITY":
                options.Durability = Read<Durability>(options, setting) ?? options.Durability;
                break;
            case "CHECKONSTART" when bool.TryParse(text, out bool isOn):
                options.CheckOnStart = isOn;
                break;
            case "CHECKONSTART":
                options.Faults.Add($"{setting.Path} is '{text}': expected true or false.");
                break;
            default:
                // Its value is not shown: it may be a connection string under a misspelt name.
                options.Faults.Add($"{setting.Path} is no setting of Ledgerline: expected {Settings}.");
                break;
        }
    }

    private static TEnum? Read<TEnum>(LedgerlineOptions options, IConfigurationSection setting)
        where TEnum : struct, Enum
    {
        if (Enum.TryParse(setting.Value, ignoreCase: true, out TEnum value) && Enum.IsDefined(value)
            && !char.IsAsciiDigit(setting.Value[0]))
        {
            return value;
        }

        options.Faults.Add(string.Create(
            CultureInfo.InvariantCulture, $"{setting.Path} is '{setting.Value}': expected {string.Join(", ", Enum.GetNames<TEnum>())}."));
        return null;
    }
}
