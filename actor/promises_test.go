package actor_test

import (
	"embed"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// promised has the tests of each row of the table in the package's
// documentation.
var promised = map[int][]string{
	1:  {"TestSendWithRoomIsAdmittedAtOnce"},
	2:  {"TestSendToAFullMailboxWaits"},
	3:  {"TestTrySendNeverWaits"},
	4:  {"TestWaitingSendersAreAdmittedFirstInFirstOut"},
	5:  {"TestNewcomerDoesNotBargeIn", "TestSendersWaitOnlyWhileTheMailboxIsFull"},
	6:  {"TestContextDoneBeforehandAdmitsNothing"},
	7:  {"TestContextDoneWhileWaitingWithdrawsAndKeepsTheOrder"},
	8:  {"TestCancelRacingAdmissionIsNilExactlyIfAdmitted"},
	9:  {"TestAskCancelledAfterAdmissionIsHandledAndItsReplyDiscarded", "TestAskCancelledWhileItIsHandledHasItsReplyDiscarded"},
	10: {"TestOneContextSpansAdmissionAndReply"},
	11: {"TestNilMeansAdmittedNotHandled"},
	12: {"TestCommandsOfOneSenderAreHandledInItsOrder"},
	13: {"TestSeveralSendersAreHandledInTheOrderOfAdmission"},
	14: {"TestStopTurnsTheWaitingAwayAndHandlesTheAdmitted", "TestStopOfAnIdleActorIsDoneAtOnce"},
	15: {"TestStopsContextEndsFirstAndDrainingGoesOn", "TestStopWithAContextThatHasEndedStopsAllTheSame"},
	16: {"TestKillCancelsTheHandlerAndDiscardsTheAdmitted", "TestKillCutsADrainShort", "TestKillInsideAHandlerLeavesItItsReply"},
	17: {"TestCallsAfterStopAreErrStoppedAtOnce"},
	18: {"TestAllStopsWaitForTheSameDone"},
	19: {"TestStopInsideAHandlerDrainsAfterTheCommand"},
	20: {"TestSecondStartReturnsErrStartedAndTheFirstGoesOn", "TestOfConcurrentStartsOneWins"},
	21: {"TestSetAndGetBeforeStartReturnErrNotStarted"},
	22: {"TestHandlersPanicFailsTheActorAndAllWhoWait", "TestPanicAfterTheReplyLeavesTheCallerItsAnswer", "TestHandlersPanicOfNilFailsTheActor", "TestPanicOfASentCommandFailsNoSender", "TestPanicWhileTheActorDrainsFailsIt"},
	23: {"TestHandlerThatEndsItsGoroutineIsErrGoexit"},
	24: {"TestCallerWhoDroppedTheReplyDoesNotDisturbTheActor"},
	25: {"TestHandlerWithoutReplyIsErrNoReplyAtOnce"},
	26: {"TestFirstReplyWinsAndTheSecondIsRefused", "TestRepliesRacingFromOtherGoroutinesAreOneReply"},
	27: {"TestAskToOneselfIsErrSelfCall", "TestAskToAnotherActorIsNoSelfCall"},
	28: {"TestSendToOneselfWhenFullIsErrSelfCall", "TestCallbackFaceMayCallItsOwnActor"},
	29: {"TestMisusePanicsAtTheCallAndNamesTheArgument"},
	30: {"TestANumberThatIsNoInt32IsRefusedByNameAndNothingIsSent"},
	31: {"TestHistoriesAreLinearizable"},
	32: {"TestAfterDoneNothingIsLeft", "TestIdleActorHasNoGoroutine"},
	33: {"TestObserverThatPanicsFailsTheActorAndStrandsNobody", "TestObserversPanicIsTheReasonGivenToAll"},
	34: {"TestContextOfAnEarlierTurnMayAskWhileALaterOneRuns", "TestContextOfAnEarlierTurnMaySendWhileNoneRuns", "TestStopWithTheContextOfAnEarlierTurnWaitsForTheEnd"},
	35: {"TestContextsMethodsMayCallTheActor"},
	36: {"TestKeptReplyIsSentAfterTheTurn", "TestKeptRepliesRacingAreOneReply"},
	37: {"TestKeptReplyWhoseAskerHasGoneIsAbandoned"},
	38: {"TestKeptReplyThatIsDroppedIsErrNoReply", "TestKeptRepliesOfAnActorThatIsDoneAreErrNoReply"},
	39: {"TestKeptReplyMayBeForwardedToAnotherActor"},
	40: {"TestOneAskOfARingIsRefused", "TestOneSendOfARingIsRefused", "TestRingsInEveryOrder", "TestRingOfStops", "TestRingOfActorsThatRunInPlace"},
	41: {"TestGoroutinesOfOneTurnMayAskAtOnce", "TestGoroutinesOfOneTurnAllCountInARing"},
	42: {"TestHeldTurnGoesOnUntilItIsEnded", "TestHeldTurnThatIsKilled"},
}

// elsewhere is the row whose tests are those of the JavaScript client, in web/e2e.
const elsewhere = 30

//go:embed *.go data/*.go
var sources embed.FS

func TestEachRowOfTheTableHasItsTests(t *testing.T) {
	var tests strings.Builder
	for _, folder := range []string{".", "data"} {
		files, err := sources.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file.Name(), "_test.go") {
				content, _ := sources.ReadFile(path.Join(folder, file.Name()))
				tests.Write(content)
			}
		}
	}
	doc, err := sources.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile(`(?m)^//\t *(\d+)  \S`).FindAllSubmatch(doc, -1)
	for i, row := range rows {
		number, _ := strconv.Atoi(string(row[1]))
		if number != i+1 {
			t.Fatalf("row %d of the table has the number %d", i+1, number)
		}
		if len(promised[number]) == 0 {
			t.Errorf("row %d has no test", number)
		}
		for _, name := range promised[number] {
			if number != elsewhere && !strings.Contains(tests.String(), "\nfunc "+name+"(t *testing.T)") {
				t.Errorf("row %d: there is no %s", number, name)
			}
		}
	}
	if len(rows) != len(promised) {
		t.Errorf("the table has %d rows, and %d have tests", len(rows), len(promised))
	}
}
