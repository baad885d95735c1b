namespace Ledgerline.Postgres;

/// <summary>What sort of thing changed; the values are what is sent.</summary>
internal enum ChangeKind
{
    Log = 'l',

    /// <summary>Entries were removed, or the log with them.</summary>
    Cut = 'c',
    Document = 'd',
    Blob = 'b',
    Project = 'p',
}
