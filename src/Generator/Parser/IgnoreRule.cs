namespace Ledgerline.Generator;

/// <summary>What [JsonIgnore] says. The numbers are JsonIgnoreCondition's.</summary>
internal enum IgnoreRule
{
    Never = 0,
    Always = 1,
    WhenWritingDefault = 2,
    WhenWritingNull = 3,
    WhenWriting = 4,
    WhenReading = 5,
}
