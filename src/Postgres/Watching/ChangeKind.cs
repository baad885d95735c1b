namespace Ledgerline.Postgres;

/// <summary>What sort of thing changed; the values are what is sent.</summary>
internal enum ChangeKind
{
    Log = 'l',
    Document = 'd',
    Blob = 'b',
    Project = 'p',
}
