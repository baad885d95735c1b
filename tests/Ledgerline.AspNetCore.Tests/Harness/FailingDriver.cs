using System.Reflection;
using System.Runtime.ExceptionServices;
using Ledgerline.Drivers;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>A driver in memory whose logs and documents fail as long as they are told to.</summary>
public class FailingDriver : DispatchProxy
{
    private object _inner = null!;
    private Func<string, Exception?> _failure = null!;

    /// <summary>Makes a driver.</summary>
    /// <param name="failure">How a member of a log or of documents fails, by its name; null where it does not.</param>
    public static IStorageDriver Make(Func<string, Exception?> failure) => Wrap<IStorageDriver>(new MemoryDriver(), failure);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_inner is ILogStore or IDocumentStore && _failure(targetMethod!.Name) is { } failure)
        {
            throw failure;
        }

        try
        {
            return targetMethod!.Invoke(_inner, args) switch
            {
                Project project => new Project(project.Id, Wrap(project.Store, _failure)),
                ILogStore log => Wrap(log, _failure),
                IDocumentStore documents => Wrap(documents, _failure),
                var result => result,
            };
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }

    private static T Wrap<T>(T inner, Func<string, Exception?> failure)
        where T : class
    {
        object proxy = Create<T, FailingDriver>();
        ((FailingDriver)proxy)._inner = inner;
        ((FailingDriver)proxy)._failure = failure;
        return (T)proxy;
    }
}
