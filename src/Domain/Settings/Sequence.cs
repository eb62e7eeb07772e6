using System.Globalization;
using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Domain.Settings;

/// <summary>Where the numbers of one kind have got to.</summary>
/// <param name="Next">The first number that was never handed out.</param>
public sealed record Sequence(string Id, long Next)
{
    public const long First = 1000;
    /// <summary>The sequence is one document, written whole each time.</summary>
    public const int MostOutstanding = 1000;

    /// <summary>Given back; taken before <see cref="Next"/>, the lowest first.</summary>
    public IReadOnlyList<long> Free { get; init; } = [];
    /// <summary>Handed out without a gap, and not yet known to be posted. At most <see cref="MostOutstanding"/>.</summary>
    public IReadOnlyList<OutstandingNumber> Outstanding { get; init; } = [];
    /// <summary>Every prefix that a number was ever handed out with.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];
    /// <summary>People give numbers of this kind themselves too, so that from now on automatic ones are claimed like theirs.</summary>
    public bool IsMixed { get; init; }

    public static readonly DocumentType<Sequence> Type = new("sequence", Containers.System, s => s.Id, s => s.Id);

    public static string IdOf(NumberedKind kind) => "sequence-" + JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    public static Sequence StartOf(NumberedKind kind) => new(IdOf(kind), First);

    public OutstandingNumber? Of(string documentId) => Outstanding.FirstOrDefault(number => number.DocumentId == documentId);

    /// <summary>A number for this document, the same again where one is outstanding; unchanged when too many are.</summary>
    public Sequence Reserve(string prefix, CustomerId customer, string documentId, DateTimeOffset at)
    {
        if (Of(documentId) is { } again) return this with { Outstanding = [.. Outstanding.Where(number => number != again), again with { At = at }] };
        if (Outstanding.Count >= MostOutstanding) return this;
        var number = Free.Count > 0 ? Free.Min() : Next;
        return With(prefix) with
        {
            Next = Math.Max(Next, number + 1),
            Free = [.. Free.Where(free => free != number)],
            Outstanding = [.. Outstanding, new(number, Text(prefix, number), customer, documentId, at)],
        };
    }

    /// <summary>A block of numbers for one process.</summary>
    public Sequence ReserveBlock(string prefix, int size) => With(prefix) with { Next = Next + size };

    /// <summary>The number has its document, or cannot be used at all.</summary>
    public Sequence Without(OutstandingNumber reserved) =>
        Find(reserved) is { } found ? this with { Outstanding = [.. Outstanding.Where(number => number != found)] } : this;

    /// <summary>The next document takes the number.</summary>
    public Sequence GiveBack(OutstandingNumber reserved) =>
        Find(reserved) is null ? this : Without(reserved) with { Free = [.. Free, reserved.Number] };

    /// <summary>Whether the sequence may have handed this out, which it has claimed only since it <see cref="IsMixed"/>.</summary>
    public bool MayHaveMade(string text) => Prefixes.Any(prefix =>
        NumberText.DigitsBehind(prefix, text) is { } digits && digits[0] != '0'
        && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= First && number < Next && !Free.Contains(number));

    public static string Text(string prefix, long number) => prefix + number.ToString(CultureInfo.InvariantCulture);

    private OutstandingNumber? Find(OutstandingNumber reserved) =>
        Outstanding.FirstOrDefault(number => number.Number == reserved.Number && number.DocumentId == reserved.DocumentId);

    private Sequence With(string prefix) => Prefixes.Contains(prefix) ? this : this with { Prefixes = [.. Prefixes, prefix] };
}

/// <summary>A number that waits for its document.</summary>
/// <param name="At">Since when; whoever asks again for the same document waits anew.</param>
public sealed record OutstandingNumber(long Number, string Text, CustomerId CustomerId, string DocumentId, DateTimeOffset At);
