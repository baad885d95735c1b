namespace Ledgerline.Generator;

/// <summary>What happens to a member that an object has no place for.</summary>
internal enum UnknownMembers
{
    /// <summary>What the options say that the JSON is read with.</summary>
    AsOptionsSay,
    Skipped,
    Refused,
}
