namespace Ledgerline.Generator;

/// <summary>When a member is written.</summary>
internal enum MemberWriting
{
    Always,
    UnlessNull,
    UnlessDefault,
    Never,
}
