using System.Reflection;
using System.Runtime.ExceptionServices;
using Ledgerline.Drivers;

namespace Ledgerline.Tests.Contract.Copies;

/// <summary>A store in front of another, whose calls go by a plan.</summary>
/// <typeparam name="TStore">The interface.</typeparam>
public class CallProxy<TStore> : DispatchProxy
    where TStore : class
{
    private TStore _inner = null!;
    private CallPlan _plan = null!;

    internal static TStore Of(TStore inner, CallPlan plan)
    {
        object proxy = Create<TStore, CallProxy<TStore>>();
        ((CallProxy<TStore>)proxy)._inner = inner;
        ((CallProxy<TStore>)proxy)._plan = plan;
        return (TStore)proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        string member = $"{typeof(TStore).Name}.{targetMethod!.Name}";
        bool isCall = typeof(TStore) != typeof(IProjectStore) || !targetMethod.Name.StartsWith("Open", StringComparison.Ordinal);
        int call = isCall ? _plan.Begin(member) : 0;
        object?[]? given = args?.Select(a => _plan.Argument(member, a)).ToArray();
        object? result;
        try
        {
            result = targetMethod.Invoke(_inner, given);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }

        if (isCall)
        {
            Wait(result);
            _plan.After(call, member);
        }

        return result switch
        {
            ILogStore log => CallProxy<ILogStore>.Of(log, _plan),
            IDocumentStore documents => CallProxy<IDocumentStore>.Of(documents, _plan),
            IBlobStore blobs => CallProxy<IBlobStore>.Of(blobs, _plan),
            _ => result,
        };
    }

    /// <summary>Waits for the effect, and leaves the answer, or the failure, to whoever called.</summary>
    private static void Wait(object? result)
    {
        Type? type = result?.GetType();
        if (type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            while (!(bool)type.GetProperty(nameof(ValueTask<>.IsCompleted))!.GetValue(result)!)
            {
                Thread.Sleep(1);
            }
        }
        else if (result is ValueTask task)
        {
            while (!task.IsCompleted)
            {
                Thread.Sleep(1);
            }
        }
    }
}
