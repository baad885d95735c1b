namespace Ledgerline.Tests.Contract.Histories.Versions;

/// <summary>Which version an operation asks for, in terms of what its caller has seen of the key.</summary>
internal enum ExpectedVersion
{
    Any,
    None,
    LastSeen,
    SeenBefore,
    OfAnotherKey,
    Unheard,
}
