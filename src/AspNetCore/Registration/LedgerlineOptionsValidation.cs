using Microsoft.Extensions.Options;

namespace Ledgerline.AspNetCore;

/// <summary>Says what is missing or wrong, all of it, and what would be right.</summary>
internal sealed class LedgerlineOptionsValidation : IValidateOptions<LedgerlineOptions>
{
    public ValidateOptionsResult Validate(string? name, LedgerlineOptions options)
    {
        List<string> faults = [.. options.Faults];
        if (!options.IsCustom && faults.Count == 0)
        {
            switch (options.Driver)
            {
                case null:
                    faults.Add("Ledgerline does not know where to keep data: call UseFileSystem, UseMemory, UsePostgres or Use in AddLedgerline, or set Driver in its configuration section.");
                    break;
                case DriverKind.FileSystem when string.IsNullOrWhiteSpace(options.Root):
                    faults.Add("Ledgerline's Root is not set: the driver FileSystem needs the path of a directory.");
                    break;
                case DriverKind.Postgres when string.IsNullOrWhiteSpace(options.ConnectionString):
                    faults.Add("Ledgerline's ConnectionString is not set: the driver Postgres needs one, such as Host=db;Database=app;Username=worker.");
                    break;
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
